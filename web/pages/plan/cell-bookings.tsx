// What somebody is booked for in this project on the days of one cell of the load: each to be changed, and room for one more.
import { Button, Modal, Stack } from '@mantine/core'
import type { Allocation } from '../../api-types.ts'
import { t } from '../../words.ts'
import { sayAmount } from '../schedule/booking-words.ts'
import { BookingDialog } from '../schedule/booking-dialog.tsx'
import type { ChangeableBooking } from '../schedule/booking-proposal.ts'
import { sayDates } from './bar-words.ts'

interface CellBookingsProps {
  title: string
  bookings: readonly Allocation[]
  taskTitle: (taskId: string) => string
  onChange: (booking: Allocation) => void
  onBook: () => void
  onClose: () => void
}

export function CellBookings({ title, bookings, taskTitle, onChange, onBook, onClose }: CellBookingsProps) {
  return (
    <Modal opened centered onClose={onClose} title={title} closeButtonProps={{ 'aria-label': t('Close') }}>
      <Stack gap="xs">
        {bookings.map((booking) => (
          <Button key={booking.id} variant="default" justify="start" h="auto" py={6} onClick={() => onChange(booking)}>
            {[
              booking.taskId ? taskTitle(booking.taskId) : t('This project'),
              sayDates(booking.startOn, booking.endOn),
              sayAmount(booking),
              ...(booking.status === 'tentative' ? [t('tentative')] : []),
            ].join(' · ')}
          </Button>
        ))}
        <Button variant="light" onClick={onBook}>
          {t('New booking')}
        </Button>
      </Stack>
    </Modal>
  )
}

interface ChangeBookingProps {
  booking: Allocation
  projectName: string
  onClose: () => void
}
/** The same dialog as on the schedule. */
export function ChangeBooking({ booking, projectName, onClose }: ChangeBookingProps) {
  const { id, placeholder, personId, status, ...rest } = booking
  const told = {
    ...rest,
    allocationId: id,
    projectName,
    changeable: true,
    status: status === 'tentative' ? status : 'confirmed',
  } as const
  const shown: ChangeableBooking = placeholder ? { ...told, placeholder } : { ...told, personId: personId ?? '' }
  return <BookingDialog proposal={{ booking: shown, wish: {} }} onClose={onClose} />
}
