"""What is the same for every address: who asks, how answers and faults look, and how fast one may ask."""
