export {
  findRole,
  isRole,
  listPermissions,
  permissionsOfRole,
  type Role,
  roleNamesFor,
  roles,
} from "./role.ts";
