export {
  findRole,
  isRole,
  listPermissions,
  type PermissionId,
  permissions,
  permissionsOfRole,
  type Role,
  roleNamesFor,
  roles,
} from "./role.ts";
