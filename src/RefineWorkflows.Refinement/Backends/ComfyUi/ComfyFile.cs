namespace RefineWorkflows.Refinement.Backends.ComfyUi;

/// <summary>A file that a workflow has written, by the server's name for it.</summary>
internal sealed record ComfyFile(string Name, string Subfolder, string Kind)
{
    /// <summary>Whether it is a plain name in a folder below the server's own: nothing that climbs out of it or smuggles something into an address.</summary>
    public bool IsHarmless
        => Name.Length is > 0 and <= 255 && Name is not ("." or "..") && !Name.AsSpan().ContainsAny('/', '\\') && !Name.Any(char.IsControl)
            && !Subfolder.Any(char.IsControl) && !Subfolder.StartsWith('/') && !Subfolder.AsSpan().ContainsAny('\\', ':')
            && !Subfolder.Split('/').Contains("..")
            && (Kind is "output" or "temp");

    public string Route => $"view?filename={Uri.EscapeDataString(Name)}&subfolder={Uri.EscapeDataString(Subfolder)}&type={Uri.EscapeDataString(Kind)}";
}
