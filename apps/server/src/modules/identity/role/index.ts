export {
  findRole,
  isRole,
  listPermissions,
  type PermissionId,
  permissions,
  permissionsOfRole,
  type Role,
  roles,
} from "./role.ts";
