"""Classes on how to apply a result: announced, enrolled in, held; who came, and what came of it a season later."""
