namespace RefineWorkflows.Server.Http;

/// <summary>A file that was fetched into a run's folder.</summary>
/// <param name="FileName">What the other side calls it.</param>
/// <param name="File">Its name in the run's folder, where <c>/api/v1/runs/{id}/files</c> has it too.</param>
/// <param name="Path">Its absolute path.</param>
/// <param name="ContentType">Its type, if the answer said one.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="ETag">The answer's mark of this version, if it had one.</param>
public sealed record DownloadedFile(string FileName, string File, string Path, string? ContentType, long Bytes, string? ETag);
