-- What people are told, taken apart so that the page can say it in other languages; null where only its title says it.
alter table notifications add column said jsonb check (jsonb_typeof(said) = 'object');

-- The title of a signal that a rule raised; null once somebody gave it another.
alter table pulse_signals add column said jsonb check (jsonb_typeof(said) = 'object');

-- The lines below the title of a notice, likewise; null where they are what somebody wrote.
alter table notifications add column body_said jsonb check (jsonb_typeof(body_said) = 'object');

-- What an alert says.
alter table alerts add column said jsonb check (jsonb_typeof(said) = 'object');

-- In which language, and with whose dates and numbers, people are written to: of the organisation, and of who has their own.
alter table organizations add column locale text not null default 'en-GB' check (char_length(locale) between 2 and 35);
alter table notification_preferences add column locale text check (char_length(locale) between 2 and 35);
alter table accounts add column locale text check (char_length(locale) between 2 and 35);
