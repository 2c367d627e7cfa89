"""Machtigingen: which vendor's software may do what for the own organisation; to grant, change and withdraw."""
