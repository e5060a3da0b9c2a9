"""What trains the traces of the lesson. It needs the extra ``train``; nothing that draws imports it."""
