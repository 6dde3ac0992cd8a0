export {
  checkAreaPath,
  departmentFor,
  departmentId,
  departmentNames,
  getPosts,
  postId,
  postsById,
  seedDepartments,
} from "./service.ts";
export { stableId } from "./stable-id.ts";
