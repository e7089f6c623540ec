namespace RefineWorkflows.EndToEnd.Shared;

/// <summary>A program that takes llama-server's arguments and needs no model.</summary>
internal static class LlamaProgram
{
    /// <summary>Puts it into a folder, with files that are named as models.</summary>
    /// <returns>The program.</returns>
    public static string Install(string folder, params IEnumerable<string> models)
    {
        string program = Path.Combine(folder, "llama-server");
        File.WriteAllText(program, $"""
            #!/bin/sh
            exec dotnet {Path.Combine(AppContext.BaseDirectory, "refine.dll")} dev-server llama-server "$@"
            """);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        foreach (string model in models)
            File.WriteAllText(Path.Combine(folder, model), "weights");
        return program;
    }
}
