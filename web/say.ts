// What is said in passing: that something was done, or was not. What shows it is fetched when it is first needed.
export type Notice = { title?: string; message: string; tone?: 'good' | 'bad' }

export async function say({ title, message, tone = 'good' }: Notice): Promise<void> {
  const { notifications } = await import('@mantine/notifications')
  notifications.show({
    title,
    message,
    color: tone === 'bad' ? 'red' : 'petrol',
    autoClose: tone === 'bad' ? 10_000 : 4_000,
  })
}
