"""Where frames really went: what was seen of them at every link, put together."""
