import { useState } from 'react'
import { Actions, Button, Dialog, Form, TextArea } from '@/design'
import { counted } from '@/design/quantity'
import type { FleetDraft, TagDraft } from '../model/draft'
import { pastedTags } from '../model/pasted'

/** Rows of a spreadsheet become tags: nobody types two hundred registers. */
export function PasteTags({ draft, onAdd, onClose }: { draft: FleetDraft; onAdd: (tags: TagDraft[]) => void; onClose: () => void }) {
  const [text, setText] = useState('')
  const tags = pastedTags(text, draft)
  return (
    <Dialog onClose={onClose} title="Paste tags" wide>
      <Form onSubmit={() => (tags.length > 0 ? onAdd(tags) : undefined)} wide>
        <TextArea
          hint="One tag a line: name, address, unit, interval; with a heading the columns stand in any order. They are checked when they are in the table."
          label="Rows of a spreadsheet"
          mono
          onChange={(event) => setText(event.target.value)}
          placeholder={'name\taddress\tunit\ntemperature\tholding-register:100:REAL\tCel'}
          rows={10}
          value={text}
        />
        <Actions end>
          <Button onClick={onClose}>Cancel</Button>
          <Button disabled={tags.length === 0} type="submit" variant="primary">
            {tags.length === 0 ? 'Add tags' : `Add ${counted(tags.length, 'tag')}`}
          </Button>
        </Actions>
      </Form>
    </Dialog>
  )
}
