export {
  findRole,
  isPermission,
  isRole,
  type PermissionId,
  permissions,
  type Role,
  type RoleId,
  roles,
} from "./role.ts";
