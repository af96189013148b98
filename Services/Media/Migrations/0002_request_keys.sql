-- What the request that published the post called itself, and the SHA-256 of what it said: sent again, it finds its post and makes no second one.
ALTER TABLE posts
    ADD COLUMN request_key  text UNIQUE CHECK (char_length(request_key) BETWEEN 1 AND 128),
    ADD COLUMN request_hash text CHECK (request_hash ~ '^[0-9a-f]{64}$'),
    ADD CHECK ((request_key IS NULL) = (request_hash IS NULL));
