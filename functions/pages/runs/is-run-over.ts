export const isRunOver = (status: string): boolean => ['succeeded', 'failed', 'cancelled'].includes(status)
