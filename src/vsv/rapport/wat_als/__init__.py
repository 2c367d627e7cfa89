"""What-if: the real population by other rules, beside the ones that hold, and rule sets that are proposed."""
