"""Ways: whichever way a candidate chooses and whoever rates, it is decided alike."""
