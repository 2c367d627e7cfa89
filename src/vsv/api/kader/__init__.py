"""What is the same for every address: who asks, how an answer looks, what a fault looks like, and how fast one may ask."""
