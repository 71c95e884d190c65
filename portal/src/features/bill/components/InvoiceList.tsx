import { Link } from 'react-router'
import { Button, Empty, Loaded, More, Panel, Table, When } from '@/design'
import { useBillFile } from '../api/billFile'
import { useInvoices } from '../api/invoices'
import { monthName } from '../model/words'

/** Months that are closed; usage that comes late is corrected on a later one. */
export function InvoiceList({ tenant }: { tenant: string }) {
  const invoices = useInvoices(tenant)
  const file = useBillFile(tenant)
  return (
    <Panel flush title="Invoices">
      <Loaded
        empty={{
          when: () => invoices.items.length === 0,
          show: <Empty title="No month is closed yet">The first invoice is made when the month is over.</Empty>,
        }}
        query={invoices}
      >
        {() => (
          <>
            <Table
              caption="Invoices"
              columns={[
                { header: 'Month', cell: (invoice) => <Link to={`?period=${invoice.period}`}>{monthName(invoice.period)}</Link> },
                { header: 'Number', cell: (invoice) => <code>{invoice.number}</code> },
                { header: 'Closed', cell: (invoice) => <When at={invoice.closedAt} /> },
                { header: 'Total', end: true, cell: (invoice) => invoice.totalText },
                {
                  header: '',
                  end: true,
                  cell: (invoice) => (
                    <Button
                      aria-label={`Download the proof of ${monthName(invoice.period)}`}
                      busy={file.isPending && file.variables === invoice.period}
                      onClick={() => file.mutate(invoice.period)}
                      small
                      variant="quiet"
                    >
                      Proof
                    </Button>
                  ),
                },
              ]}
              rowKey={(invoice) => invoice.number}
              rows={invoices.items}
            />
            <More query={invoices} />
          </>
        )}
      </Loaded>
    </Panel>
  )
}
