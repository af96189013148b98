-- A function, so that the file has a semicolon that ends no statement.
create function first_name() returns text language sql as $$ select 'jacket'; $$;
insert into items (id, name) values (1, first_name());
