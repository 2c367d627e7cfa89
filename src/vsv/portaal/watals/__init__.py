"""What other rules would change for the own jongeren: asked here, counted by the service, and nothing changes by it."""
