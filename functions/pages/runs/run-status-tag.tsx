import { Tag } from '../frame/tag.tsx'

const TONES: Record<string, string> = {
  succeeded: 'new',
  running: 'note',
  queued: 'note',
  waiting: 'warn',
  failed: 'stop',
  cancelled: 'calm',
}

export const RunStatusTag = ({ status }: { status: string }) => <Tag tone={TONES[status] ?? 'calm'}>{status}</Tag>
