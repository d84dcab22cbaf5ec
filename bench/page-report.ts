// What the page costs, as a table and in words.
import type { FirstScreen, PageFigures, StepFigures } from './page.ts'

export const PAGE_AIM_MS = 100
export const PAGE_HEADING = '## What the page costs'
const INTRODUCTION = `In the house's Chromium, over 10,000 projects with 200,000 tasks, a plan of 2,000 linked tasks and three months' bookings of
200 people: what one interaction costs the browser's main thread, from the input until the page is quiet again, with the answer read and drawn
and whatever is fetched ahead. The aim is ${PAGE_AIM_MS} ms of its CPU time; longer waits are the machine's. “To the next picture” is what the
browser tells of the input itself, “longest frame” of the frames with it and after it; where neighbours take the machine's time away, both grow.`
const BOUNDS = `**What bounds it.** Of an interaction that brings another page, some two fifths are React and the router, a quarter style and layout, the
rest painting and collecting garbage; all of them follow the number of elements, so tables, schedule and plan draw what is near what is
in sight. Opening a place for the first time compiles its script besides. The first draw of the plan reads 2,000 tasks and the days of its
people from one answer of 3 MB, which is a fifth of it; so does the preview of a drag, whose moves themselves are a few milliseconds.`
const HEAD = [
  'interaction',
  'times',
  'CPU median / worst ms',
  'of it scripts, layout ms',
  'to the next picture, median / worst ms',
  'longest frame, median / worst ms',
]

export const pageRows = ({ steps }: PageFigures): string[][] => [HEAD, ...steps.map(rowOf)]
export const pageSection = (figures: PageFigures, table: string): string =>
  [
    PAGE_HEADING,
    INTRODUCTION,
    table,
    [firstLine(figures.first), ...undoneLine(figures.undone)].join('\n'),
    BOUNDS,
  ].join('\n\n')

const undoneLine = (undone: readonly string[]): string[] =>
  undone.length === 0 ? [] : [`- Could not be done ✗: ${undone.join('; ')}.`]

const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0)

function rowOf({ name, times, median, worst }: StepFigures): string[] {
  return [
    name,
    String(times),
    `${ms(median.cpuMs)} / ${ms(worst.cpuMs)}${worst.cpuMs > PAGE_AIM_MS ? ' ✗' : ''}`,
    `${ms(median.scriptMs)}, ${ms(median.layoutMs)}`,
    `${ms(median.paintMs)} / ${ms(worst.paintMs)}`,
    `${ms(median.frameMs)} / ${ms(worst.frameMs)}`,
  ]
}

const firstLine = ({ times, scriptKb, cpuMs, usableMs }: FirstScreen): string =>
  `- The first screen, with nothing kept from before: Today tells what is late after ${usableMs.toFixed(0)} ms; ${cpuMs.toFixed(0)} ms of the main thread's CPU and ${scriptKb.toFixed(0)} kB of scripts in all, the live stream and what is fetched later among them (median of ${times}).`
