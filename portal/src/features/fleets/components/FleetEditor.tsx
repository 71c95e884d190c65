import { useMemo, useReducer, useState, type ReactNode } from 'react'
import type { Fleet } from '@/api/plant'
import { problemOf } from '@/api/problem'
import { Notice, useToast } from '@/design'
import { useReplaceFleet } from '../api/replaceFleet'
import { changed } from '../model/changes'
import type { FleetDraft } from '../model/draft'
import { NO_FAULTS, placed, type Faults } from '../model/faults'
import { draftOf, specificationOf } from '../model/specification'
import { faultsOf } from '../model/validation'
import { AdmissionEditor } from './AdmissionEditor'
import { ReadingEditor } from './ReadingEditor'
import { SaveBar } from './SaveBar'

interface FleetEditorProps {
  tenant: string
  fleet: Fleet
  part: 'overview' | 'reading' | 'admission'
  overview: ReactNode
}

function textOf(draft: FleetDraft): string {
  return JSON.stringify(specificationOf(draft))
}

/** One draft over all parts of the page: what was typed stays while another part is looked at. */
export function FleetEditor({ tenant, fleet, part, overview }: FleetEditorProps) {
  const replace = useReplaceFleet(tenant, fleet.name)
  const [saved, setSaved] = useState(() => draftOf(fleet))
  const [draft, change] = useReducer(changed, saved)
  const [faults, setFaults] = useState<Faults>(NO_FAULTS)
  const say = useToast()
  // A fleet may have a thousand tags: what a key press does not change is not reckoned again.
  const newest = useMemo(() => draftOf(fleet), [fleet])
  const newestText = useMemo(() => textOf(newest), [newest])
  const savedText = useMemo(() => textOf(saved), [saved])
  const dirty = textOf(draft) !== savedText
  const changedElsewhere = newestText !== savedText

  // Somebody else saved it, kubectl perhaps: what nobody has touched here follows.
  if (changedElsewhere && !dirty) {
    setSaved(newest)
    change({ act: 'begin', draft: newest })
  }

  function save() {
    const own = placed(faultsOf(draft), draft)
    setFaults(own)
    if (own.at.size + own.elsewhere.length > 0) return
    replace.mutate(specificationOf(draft), {
      onSuccess: () => {
        setSaved(draft)
        say('Fleet saved.')
      },
      onError: (error) => setFaults(placed(problemOf(error).errors, draft)),
    })
  }

  return (
    <>
      {dirty && changedElsewhere ? (
        <Notice title="The fleet was changed elsewhere" tone="warn">
          Saving replaces that change; discarding shows it.
        </Notice>
      ) : null}
      {part === 'overview' ? overview : null}
      {part === 'reading' ? <ReadingEditor change={change} draft={draft} faults={faults} /> : null}
      {part === 'admission' ? <AdmissionEditor change={change} draft={draft} faults={faults} /> : null}
      {dirty ? (
        <SaveBar
          busy={replace.isPending}
          devices={fleet.status.enrolled}
          error={replace.error}
          faults={faults}
          onDiscard={() => {
            setSaved(newest)
            change({ act: 'begin', draft: newest })
            setFaults(NO_FAULTS)
            replace.reset()
          }}
          onSave={save}
        />
      ) : null}
    </>
  )
}
