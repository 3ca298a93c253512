import type { OpenedRecord } from '../../../src/records/open-record.ts'
import { formatTime } from '../frame/format.ts'
import type { Notice } from '../frame/notice.ts'
import { NoticeBar } from '../frame/notice-bar.tsx'
import { Tag } from '../frame/tag.tsx'
import { LinkedRecords } from './linked-records.tsx'
import { nameOfRecord } from './name-of-record.ts'
import { OpenQuestions } from './open-questions.tsx'
import { RecordFields } from './record-fields.tsx'
import { RecordHistory } from './record-history.tsx'
import { RecordNotes } from './record-notes.tsx'
import { RecordTasks } from './record-tasks.tsx'

export interface RecordView extends OpenedRecord {
  type: string
  path: string
  canEdit: boolean
  timeZone: string
  now: Date
  notice: Notice | undefined
}

/** A record with the reason for each of its values, what hangs on it, and what happened to it. */
export const RecordPage = (view: RecordView) => {
  const { type, record, timeZone } = view
  return (
    <>
      <p class="crumbs">
        <a href="/records">Records</a> / <a href={`/records?type=${type}`}>{type}</a> / {record.id}
      </p>
      <div class="head">
        <h1 tabindex={-1}>{nameOfRecord(type, record)}</h1>
        <span class="tags">
          <Tag>{type}</Tag>
          {typeof record.status === 'string' ? <Tag tone="note">{record.status}</Tag> : null}
          {record.archived_at ? (
            <Tag tone="warn">{`archived ${formatTime(String(record.archived_at), timeZone)}`}</Tag>
          ) : null}
          {record.opted_out === true ? <Tag tone="warn">opted out</Tag> : null}
        </span>
      </div>
      <NoticeBar notice={view.notice} back={view.path} />
      <OpenQuestions {...view} />
      <div class="record">
        <div>
          <RecordFields {...view} />
          <RecordHistory {...view} />
        </div>
        <div>
          <RecordTasks {...view} />
          <RecordNotes {...view} />
          <LinkedRecords {...view} />
        </div>
      </div>
    </>
  )
}
