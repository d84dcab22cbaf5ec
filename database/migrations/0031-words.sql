-- What people are told, taken apart so that the page can say it in other languages; null where only its title says it.
alter table notifications add column said jsonb check (jsonb_typeof(said) = 'object');

-- The title of a signal that a rule raised; null once somebody gave it another.
alter table pulse_signals add column said jsonb check (jsonb_typeof(said) = 'object');
