"""What all pages share: who may see a page, which headers it gets, what stands around it, and when it fails."""
