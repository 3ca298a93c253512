/** Whether nothing more will come of a run in this status, unless a person resumes it. */
export const isRunOver = (status: string): boolean => ['succeeded', 'failed', 'cancelled'].includes(status)
