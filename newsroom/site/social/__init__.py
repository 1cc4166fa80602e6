"""The picture that social networks show for an article: its headline on the newsroom's card."""
