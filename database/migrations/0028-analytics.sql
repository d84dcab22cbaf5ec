-- What analytics adds up: rows of each project and day, and of each person and day, counted anew from what is here whenever it changes.

create table project_rollups (
  organization_id text collate "C" not null,
  project_id text collate "C" not null,
  measure text not null,
  "on" date not null,
  n integer not null check (n > 0),
  total bigint not null,
  -- Every single one, in order, where medians are told.
  amounts integer[],
  primary key (organization_id, project_id, measure, "on"),
  foreign key (organization_id, project_id) references projects on delete cascade
);
create index project_rollups_days on project_rollups (organization_id, measure, "on", project_id) include (n, total);
select fence('project_rollups', 'select, insert, update, delete');

create table person_rollups (
  organization_id text collate "C" not null,
  person_id text collate "C" not null,
  "on" date not null,
  capacity_minutes integer not null check (capacity_minutes >= 0),
  booked_minutes integer not null check (booked_minutes >= 0),
  worked_minutes integer not null check (worked_minutes >= 0),
  primary key (organization_id, person_id, "on"),
  foreign key (organization_id, person_id) references people
);
create index person_rollups_days on person_rollups (organization_id, "on", person_id);
select fence('person_rollups', 'select, insert, update, delete', 'select');

-- Whose rows have to be counted anew, and since which entry of the log; null where no entry is the reason.
create table rollups_due (
  organization_id text collate "C" not null references organizations,
  kind text not null check (kind in ('project', 'person')),
  id text collate "C" not null,
  since_seq bigint,
  primary key (organization_id, kind, id)
);
select fence('rollups_due', 'select, insert, update, delete', 'select, insert, update');

-- How far an organisation's log was read for it.
create table rollup_heads (
  organization_id text collate "C" primary key references organizations,
  seq bigint not null
);
select fence('rollup_heads', 'select', 'select, insert, update');

-- A history that does not forget why it stood still.
alter table task_status_changes add column blocked_reason text;
update task_status_changes h set blocked_reason = t.blocked_reason from tasks t
where t.organization_id = h.organization_id and t.id = h.task_id and t.status = 'blocked' and h.to_status = 'blocked'
  and h.n = (select max(l.n) from task_status_changes l where l.organization_id = h.organization_id and l.task_id = h.task_id);

-- By which promise the first response was measured, whatever priority the request has since.
alter table requests add column response_priority text check (response_priority in ('low', 'medium', 'high', 'urgent'));
update requests set response_priority = priority where first_responded_at is not null;

-- What is there already is counted once, from then on the log is followed.
insert into rollups_due (organization_id, kind, id, since_seq)
select organization_id, 'project', id, 1 from projects union all select organization_id, 'person', id, 1 from people;
insert into activity_readers (name, position) select 'analytics', position from activity_relay;
