import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearchParams } from 'react-router'
import { useAccess } from '@/api/access'
import { fleetsQuery, sitesQuery, type Device } from '@/api/plant'
import { Ago, Button, Empty, FormProblem, Handle, LinkButton, Loaded, More, Page, Panel, Table, useToast } from '@/design'
import { counted } from '@/design/quantity'
import { useApproveDevice } from '../api/approveDevice'
import { useDevices } from '../api/devices'
import { DeviceFilter } from '../components/DeviceFilter'
import { PresenceBadge, StateBadge } from '../components/StateBadge'
import { share } from '../model/completeness'
import { matches, parametersOf, selectionOf } from '../model/selection'

/** The boxes that read machines, whatever their state. */
export function DevicesPage() {
  const { tenant = '' } = useParams()
  const [parameters, setParameters] = useSearchParams()
  const selection = selectionOf(parameters)
  const access = useAccess(tenant)
  const devices = useDevices(tenant, selection)
  const fleets = useQuery(fleetsQuery(tenant))
  const sites = useQuery(sitesQuery(tenant))
  const approve = useApproveDevice(tenant)
  const say = useToast()
  const may = access.may('operate')
  const rows = devices.items.filter((device) => matches(device, selection))
  const filtered = parameters.size > 0
  const firstFleet = fleets.data?.[0]?.name
  const more = devices.hasNextPage ? ' of those that are loaded' : ''

  function approved(device: Device) {
    approve.mutate(device.id, { onSuccess: () => say(`${device.serial || device.id} is approved.`) })
  }

  return (
    <Page lead="A device is an agent beside your machines: it reads them, keeps what it read until it is stored, and sends it." title="Devices">
      {approve.error ? <FormProblem error={approve.error} /> : null}
      <DeviceFilter
        fleets={fleets.data ?? []}
        onChange={(changed) => setParameters(parametersOf(changed), { replace: true })}
        selection={selection}
        sites={sites.data ?? []}
      />
      <Panel flush title={devices.data ? `${counted(rows.length, 'device')}${more}` : 'Devices'}>
        <Loaded
          empty={{
            when: () => rows.length === 0 && !devices.hasNextPage,
            show: filtered ? (
              <Empty action={<Button onClick={() => setParameters({})}>Show all devices</Button>} title="No device is like that">
                Nothing matches what is chosen above.
              </Empty>
            ) : (
              <Empty
                action={
                  access.may('engineer') ? (
                    <LinkButton
                      to={firstFleet ? `/t/${tenant}/fleets/${firstFleet}/claim-codes` : `/t/${tenant}/fleets`}
                      variant="primary"
                    >
                      {firstFleet ? 'Make a claim code' : 'Go to fleets'}
                    </LinkButton>
                  ) : null
                }
                title="No devices yet"
              >
                {firstFleet
                  ? 'Make a claim code, start the agent with it, and it appears here within seconds.'
                  : 'Devices belong to a fleet. Add one first.'}
              </Empty>
            ),
          }}
          query={devices}
        >
          {() => (
            <>
              <Table
                caption="Devices"
                columns={[
                  {
                    header: 'Device',
                    cell: (device) => (
                      <>
                        <Link to={device.id}>{device.serial || device.id}</Link>
                        <Handle>{device.id}</Handle>
                      </>
                    ),
                  },
                  { header: 'State', cell: (device) => <StateBadge state={device.state} /> },
                  { header: 'Connection', cell: (device) => <PresenceBadge device={device} /> },
                  { header: 'Fleet', cell: (device) => <Link to={`/t/${tenant}/fleets/${device.fleet}`}>{device.fleet}</Link> },
                  { header: 'Site', cell: (device) => device.site },
                  { header: 'Last seen', cell: (device) => <Ago at={device.lastSeen} /> },
                  {
                    header: 'Complete',
                    end: true,
                    cell: (device) => (typeof device.completeness === 'number' ? share(device.completeness) : '–'),
                  },
                  ...(may && rows.some((device) => device.state === 'pending')
                    ? [
                        {
                          header: '',
                          cell: (device: Device) =>
                            device.state === 'pending' ? (
                              <Button
                                aria-label={`Approve ${device.serial || device.id}`}
                                busy={approve.isPending && approve.variables === device.id}
                                onClick={() => approved(device)}
                                small
                              >
                                Approve
                              </Button>
                            ) : null,
                        },
                      ]
                    : []),
                ]}
                rowKey={(device) => device.id}
                rows={rows}
              />
              <More query={devices} />
            </>
          )}
        </Loaded>
      </Panel>
    </Page>
  )
}
