-- Who looks at which project just now: a row for each live connection that does, kept up by the node that holds it. What a node
-- leaves behind goes by itself: nobody looks longer than seen_until, which is by the database's own clock.

create table project_looks (
  organization_id text collate "C" not null references organizations,
  project_id text collate "C" not null,
  connection_id text collate "C" not null,
  person_id text collate "C" not null,
  seen_until timestamptz(3) not null,
  primary key (organization_id, project_id, connection_id),
  foreign key (organization_id, project_id) references projects on delete cascade,
  foreign key (organization_id, person_id) references people
);
select fence('project_looks', 'select, insert, update, delete', 'select, delete');
create index project_looks_age on project_looks (organization_id, seen_until);
