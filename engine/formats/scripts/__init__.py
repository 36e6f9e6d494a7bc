"""What generated programs have in common: names that every language accepts, quoted texts, the frame around them."""
