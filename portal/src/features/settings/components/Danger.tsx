import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Access } from '@/api/access'
import type { Schema } from '@/api/paths'
import { Button, Confirm, Panel, useToast } from '@/design'
import { useChangeTenant, useDeleteTenant } from '../api/changes'
import styles from './Danger.module.css'

/** What stops or ends a tenant, for those who may. */
export function Danger({ tenant, access }: { tenant: Schema<'TenantView'>; access: Access }) {
  const [asking, setAsking] = useState<'suspend' | 'delete'>()
  if (!access.administrator && !access.may('own')) return null
  return (
    <Panel title="Stop or end">
      {access.administrator ? (
        <div className={styles.row}>
          <div>
            <h3>{tenant.suspended ? 'Lift the suspension' : 'Suspend'}</h3>
            <p>
              {tenant.suspended
                ? 'The tenant can be changed again, and its devices go on sending what they have held.'
                : 'The tenant can be read and not changed. Its devices hold what they measure: no data is lost.'}
            </p>
          </div>
          <Button onClick={() => setAsking('suspend')}>{tenant.suspended ? 'Resume tenant' : 'Suspend tenant'}</Button>
        </div>
      ) : null}
      <div className={styles.row}>
        <div>
          <h3>Delete</h3>
          <p>
            {tenant.deletionPolicy === 'Retain'
              ? 'Broker and runtime go. Historian and certificate authority stay where they are, for whoever runs this Millwright to restore or destroy.'
              : 'Broker and runtime go at once, and the data after its grace period.'}
          </p>
        </div>
        <Button onClick={() => setAsking('delete')} variant="danger">
          Delete tenant
        </Button>
      </div>
      {asking === 'suspend' ? <Suspend onClose={() => setAsking(undefined)} tenant={tenant} /> : null}
      {asking === 'delete' ? <Delete onClose={() => setAsking(undefined)} tenant={tenant} /> : null}
    </Panel>
  )
}

interface AskingProps {
  tenant: Schema<'TenantView'>
  onClose: () => void
}

function Suspend({ tenant, onClose }: AskingProps) {
  const change = useChangeTenant(tenant.name)
  const say = useToast()
  const suspended = !tenant.suspended
  return (
    <Confirm
      action={suspended ? 'Suspend' : 'Resume'}
      busy={change.isPending}
      error={change.error}
      onClose={onClose}
      onConfirm={() =>
        change.mutate(
          { suspended },
          {
            onSuccess: () => {
              say(suspended ? 'The tenant is suspended.' : 'The suspension is lifted.')
              onClose()
            },
          },
        )
      }
      title={suspended ? `Suspend ${tenant.name}?` : `Resume ${tenant.name}?`}
    >
      {suspended ? 'It can be lifted at any time.' : 'Everything runs as before.'}
    </Confirm>
  )
}

function Delete({ tenant, onClose }: AskingProps) {
  const remove = useDeleteTenant(tenant.name)
  const navigate = useNavigate()
  return (
    <Confirm
      action="Delete tenant"
      busy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate(undefined, { onSuccess: () => void navigate(`/t/${tenant.name}/progress`) })}
      title={`Delete ${tenant.name}?`}
      typed={tenant.name}
    >
      Its devices are cut off, its keys and members lose their access, and the month is billed up to now. This cannot be taken back.
    </Confirm>
  )
}
