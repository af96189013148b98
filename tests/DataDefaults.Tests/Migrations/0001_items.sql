create table items (
    id      int primary key,
    name    text not null,
    version int not null default 1);
