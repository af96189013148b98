-- Texts are bounded as the API bounds them: the database is the last to say no.

CREATE TABLE media (
    -- The order in which pictures came: keyset pages go by it.
    seq              bigint  GENERATED ALWAYS AS IDENTITY UNIQUE,
    -- The SHA-256 of the bytes: the same bytes are one picture, and what an address shows never changes.
    id               text    PRIMARY KEY CHECK (id ~ '^[0-9a-f]{64}$'),
    content_type     text    NOT NULL CHECK (content_type ~ '^image/[a-z]{1,20}$'),
    bytes            bigint  NOT NULL CHECK (bytes BETWEEN 1 AND 10000000),
    width            integer NOT NULL CHECK (width >= 1),
    height           integer NOT NULL CHECK (height >= 1),
    rendition        text    NOT NULL DEFAULT 'pending' CHECK (rendition IN ('pending', 'ready', 'failed')),
    rendition_reason text    CHECK (rendition_reason <> '' AND char_length(rendition_reason) <= 500),
    thumb_type       text    CHECK (thumb_type ~ '^image/[a-z]{1,20}$'),
    thumb_bytes      bigint  CHECK (thumb_bytes >= 1),
    thumb_sha256     text    CHECK (thumb_sha256 ~ '^[0-9a-f]{64}$'),
    thumb_width      integer CHECK (thumb_width >= 1),
    thumb_height     integer CHECK (thumb_height >= 1),
    created_at       timestamptz NOT NULL DEFAULT now(),
    -- When the worker was asked for the thumbnail last, and how often: whoever sends the message again writes it down first.
    requested_at     timestamptz NOT NULL DEFAULT now(),
    requests         integer NOT NULL DEFAULT 1 CHECK (requests >= 1),
    CHECK ((rendition = 'failed') = (rendition_reason IS NOT NULL)),
    CHECK ((rendition = 'ready') = (thumb_sha256 IS NOT NULL)),
    CHECK (num_nulls(thumb_type, thumb_bytes, thumb_sha256, thumb_width, thumb_height) IN (0, 5))
);

-- What the sweep looks for; ready pictures, nearly all, are not in it.
CREATE INDEX media_pending ON media (requested_at) WHERE rendition = 'pending';

-- Whatever a program does: a thumbnail that is there stays.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A thumbnail that is ready stays ready.' USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER thumbnails_stay BEFORE UPDATE ON media FOR EACH ROW WHEN (OLD.rendition = 'ready' AND NEW.rendition <> 'ready') EXECUTE FUNCTION refuse_change();

-- One sequence for all posts: a slug that is free again begins with a version that its last post never had.
CREATE SEQUENCE post_versions;

CREATE TABLE posts (
    -- The order in which posts were published: keyset pages go by it.
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug         text   NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND char_length(slug) <= 90),
    -- Grows with every change; it is the post's ETag.
    version      bigint NOT NULL DEFAULT nextval('post_versions'),
    title        text   NOT NULL CHECK (title <> '' AND char_length(title) <= 200),
    body         text   NOT NULL CHECK (char_length(body) <= 50000),
    -- Made from the body when it is written, so that a list needs no bodies.
    excerpt      text   NOT NULL CHECK (char_length(excerpt) <= 1000),
    pictures     text[] NOT NULL CHECK (array_position(pictures, NULL) IS NULL),
    published_at timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now()
);
