"""What a namespace holds, shown as `ip`, `bridge`, `nft` and `ss` show it."""
