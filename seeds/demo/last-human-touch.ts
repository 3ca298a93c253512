import type { LeadKey, Story } from './story-shape.ts'

/** Days since the last real touch of a lead by a person, by the product's rule; undefined when nobody ever touched it. */
export const lastHumanTouchDaysAgo = (story: Story, lead: LeadKey): number | undefined => {
  const past = (daysAgo: number | undefined) => (daysAgo !== undefined && daysAgo >= 0 ? [daysAgo] : [])
  const about = <T extends { subject: string }>(rows: T[]) => rows.filter((row) => row.subject === lead)
  const touches = [
    ...(story.leads.find((row) => row.key === lead)?.history ?? []).filter((step) => step.by !== null),
    ...about(story.notes).filter((note) => note.by !== null),
    ...about(story.activities).filter((activity) => activity.by !== null),
    ...about(story.tasks).map((task) => ({ daysAgo: task.completedDaysAgo ?? -1 })),
  ].flatMap(({ daysAgo }) => past(daysAgo))
  return touches.length > 0 ? Math.min(...touches) : undefined
}
