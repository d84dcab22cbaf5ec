// Small Microsoft Project files for tests, in the form in which it writes them.

export const minimal = (tasks: string, calendars = '') => `<?xml version="1.0"?>
<Project xmlns="http://schemas.microsoft.com/project"><Title>Site &amp; shop</Title>
  <ScheduleFromStart>1</ScheduleFromStart><StartDate>2026-11-02T08:00:00</StartDate><CalendarUID>1</CalendarUID>
  <Calendars>${calendars}</Calendars><Tasks>${tasks}</Tasks></Project>`
export const xmlTask = (id: number, level: number, inner = '') =>
  `<Task><UID>${id}</UID><ID>${id}</ID><Name>Task ${id}</Name><OutlineLevel>${level}</OutlineLevel>` +
  `<Duration>PT8H0M0S</Duration><DurationFormat>7</DurationFormat>${inner}</Task>`
export const day = (type: number, ...times: string[]) =>
  `<WeekDay><DayType>${type}</DayType><DayWorking>${times.length > 0 ? 1 : 0}</DayWorking><WorkingTimes>` +
  times
    .map(
      (time) =>
        `<WorkingTime><FromTime>${time.slice(0, 5)}:00</FromTime><ToTime>${time.slice(6)}:00</ToTime></WorkingTime>`,
    )
    .join('') +
  '</WorkingTimes></WeekDay>'
export const calendar = (uid: number, base: number, days: string, more = '') =>
  `<Calendar><UID>${uid}</UID><Name>C${uid}</Name><BaseCalendarUID>${base}</BaseCalendarUID><WeekDays>${days}</WeekDays>${more}</Calendar>`
export const standard = calendar(
  1,
  -1,
  [1, 7].map((type) => day(type)).join('') +
    [2, 3, 4, 5, 6].map((type) => day(type, '08:00-12:00', '13:00-17:00')).join(''),
)
