"""A lesson on adversarial learning: a counterfeiter and an inspector, trained for real."""
