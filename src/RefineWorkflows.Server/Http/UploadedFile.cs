namespace RefineWorkflows.Server.Http;

/// <summary>A file that came with a form.</summary>
/// <param name="Name">The form's field.</param>
/// <param name="FileName">What the sender calls it, without folders.</param>
/// <param name="ContentType">Its type, as the sender says.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Content">Its bytes in base64.</param>
internal sealed record UploadedFile(string Name, string FileName, string? ContentType, long Bytes, string Content);
