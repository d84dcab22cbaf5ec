// The document's five collections, read by their own names.
import { endpoint } from '../platform/endpoint.ts'
import { CollectionPage, CollectionQuery, COLLECTIONS, fieldsOf, listCollection } from './collection-queries.ts'

export const collectionRoutes = [
  endpoint({
    method: 'GET',
    path: '/v1/admin/collections/:name',
    may: 'collection.read',
    summary: `The rows of a collection, page by page: ${Object.keys(COLLECTIONS).join(', ')}.`,
    query: CollectionQuery,
    reply: CollectionPage,
    problems: ['collection_not_found'],
    visible: async (_tx, { name = '' }) => fieldsOf(name),
    run: (tx, { params, query }) => listCollection(tx, params.name, query),
  }),
]
