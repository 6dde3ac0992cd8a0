import { defineErrors } from "./problem.ts";

/** Errors of uploaded files on their way in. */
export const intakeFile = defineErrors("import-file", {
  unknown: {
    status: 415,
    text: {
      zh: "看不出这是什么文件。可以上传 CSV、XLSX、GeoJSON、Shapefile（zip，或 .shp 连同 .dbf）、EPANET 或 SWMM 的 .inp、OSM 提取。未保存。",
      en: "Nobody can tell what file this is. CSV, XLSX, GeoJSON, Shapefile (a zip, or the .shp with its .dbf), .inp of EPANET or SWMM and OSM extracts are taken. Not kept.",
    },
  },
  empty: { status: 422, text: { zh: "文件是空的，未保存。", en: "The file is empty; it was not kept." } },
  "beginner-gone": {
    status: 403,
    text: {
      zh: "发起这次导入的人（或接口密钥）已停用、离开岗位、失去导入权限或管辖变小，导入停止；有权导入的人可以接着运行。",
      en: "Whoever set this import going is no longer active, left the post, lost the permission to import or reaches less than before; it stopped. Anybody who may import can run it on.",
    },
  },
  "too-large": {
    status: 413,
    text: {
      zh: "文件超过 2 GB，未保存；请压缩（.gz）或分开上传，也可以用命令行导入。",
      en: "The file is larger than 2 GB and was not kept; pack it (.gz), upload it in parts, or import it by the command line.",
    },
  },
  "no-room": {
    status: 503,
    text: {
      zh: "服务器上留给待导入文件的空间已满，未保存；请先移除不再需要的文件。",
      en: "The room kept for files to be imported is full; not kept. Remove files that are no longer needed first.",
    },
  },
  "cut-off": {
    status: 400,
    text: { zh: "上传中断，未保存；请重新上传。", en: "The upload broke off and was not kept; upload it again." },
  },
  "other-kind": {
    status: 422,
    text: {
      zh: "这个文件不能和已上传的放在一起；请另开一次导入。未保存。",
      en: "This file does not belong to the ones uploaded here; begin another import for it. Not kept.",
    },
  },
  gone: {
    status: 409,
    text: {
      zh: "上传的文件已按期移除，不能再读取；请重新上传。",
      en: "The uploaded file was removed after its time and can't be read any more; upload it again.",
    },
  },
  "not-now": {
    status: 409,
    text: {
      zh: "这次导入现在不在这一步；请刷新后再看。未作任何更改。",
      en: "This import is at another step now; look again. Nothing was changed.",
    },
  },
});
