export const routes = { FileDeleted: () => {} };
