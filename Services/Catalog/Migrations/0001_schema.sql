-- Money is in euro cents. Texts are bounded as the API bounds them: the database is the last to say no.

CREATE TABLE products (
    id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Grows with every change, stock included; it is the item's ETag.
    version     bigint  NOT NULL DEFAULT 1 CHECK (version >= 1),
    name        text    NOT NULL CHECK (name <> '' AND char_length(name) <= 120),
    description text    NOT NULL CHECK (char_length(description) <= 2000),
    -- A pattern and no list: while versions change, an instance must be able to read what a newer one has written.
    category    text    NOT NULL CHECK (category ~ '^[a-z][a-z-]{0,39}$'),
    colour      text    NOT NULL CHECK (colour ~ '^[a-z][a-z-]{0,39}$'),
    sizes       text[]  NOT NULL CHECK (cardinality(sizes) BETWEEN 1 AND 20 AND array_position(sizes, NULL) IS NULL),
    price_cents integer NOT NULL CHECK (price_cents BETWEEN 0 AND 10000000),
    stock       integer NOT NULL CHECK (stock BETWEEN 0 AND 1000000),
    search      tsvector NOT NULL GENERATED ALWAYS AS (
        setweight(to_tsvector('english', name), 'A')
        || setweight(to_tsvector('english', replace(category, '-', ' ') || ' ' || category || ' ' || replace(colour, '-', ' ')), 'B')
        || setweight(to_tsvector('english', description), 'C')) STORED
);

CREATE INDEX products_search ON products USING gin (search);
-- Keyset pages of one category; those of all categories use the primary key.
CREATE INDEX products_category_id ON products (category, id);

CREATE TABLE customers (
    id         text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_-]{1,64}$'),
    name       text NOT NULL CHECK (name <> '' AND char_length(name) <= 200),
    email      text NOT NULL CHECK (email <> '' AND char_length(email) <= 254),
    address    text NOT NULL CHECK (address <> '' AND char_length(address) <= 1000),
    changed_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE orders (
    id               text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9_-]{1,64}$'),
    status           text NOT NULL CHECK (status IN ('confirmed', 'rejected')),
    reason           text CHECK (reason <> ''),
    customer_id      text NOT NULL REFERENCES customers (id),
    -- As they were when the order was placed; the profile may change.
    customer_name    text NOT NULL,
    customer_email   text NOT NULL,
    customer_address text NOT NULL,
    total_cents      bigint NOT NULL CHECK (total_cents >= 0),
    placed_at        timestamptz NOT NULL,
    decided_at       timestamptz NOT NULL DEFAULT now(),
    CHECK ((status = 'rejected') = (reason IS NOT NULL))
);

CREATE TABLE order_lines (
    order_id         text NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    -- No reference: an order tells what was asked for, also of a product that is gone or never was.
    product_id       integer NOT NULL CHECK (product_id >= 1),
    quantity         integer NOT NULL CHECK (quantity BETWEEN 1 AND 99),
    unit_price_cents integer NOT NULL CHECK (unit_price_cents >= 0),
    PRIMARY KEY (order_id, product_id)
);

-- An order is decided once: whatever a program does, a status never changes back.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'A decided order does not change.' USING ERRCODE = 'integrity_constraint_violation';
END
$$;

CREATE TRIGGER orders_are_decided_once BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER order_lines_are_decided_once BEFORE UPDATE ON order_lines FOR EACH ROW EXECUTE FUNCTION refuse_change();
