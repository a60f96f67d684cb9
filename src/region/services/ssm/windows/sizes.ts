/** MaxResults. Source: Systems Manager API Reference, MaintenanceWindowMaxResults and MaintenanceWindowSearchMaxResults. */
export const pageSizes = {
  list: { least: 10, most: 100 },
  search: { least: 1, most: 100 },
} as const;
