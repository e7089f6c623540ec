using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace RefineWorkflows.Engine.Expressions.JavaScript;

/// <summary>How the worker is started: its files, its limits, and as few rights and as little environment as it can live with.</summary>
internal static class NodeCommand
{
    /// <summary>
    /// Node's permission model takes files, child processes and add-ons away from the process around the interpreter. Its
    /// flag has changed its name between versions; the first one that a Node starts with is kept.
    /// </summary>
    public static readonly IReadOnlyList<string?> PermissionFlags = ["--experimental-permission", "--permission", null];

    // What a Node needs to be found and loaded; nothing that could hold a secret.
    private static readonly string[] KeptVariables = ["PATH", "SystemRoot", "LD_LIBRARY_PATH"];

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "native", "javascript");

    public static ProcessStartInfo For(JavaScriptOptions options, string? permissionFlag)
    {
        var start = new ProcessStartInfo(options.Node)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var kept = KeptVariables.Select(name => (name, value: Environment.GetEnvironmentVariable(name))).ToList();
        start.Environment.Clear();
        foreach ((string name, string? value) in kept)
        {
            if (value is not null)
                start.Environment[name] = value;
        }
        start.Environment["TZ"] = "UTC";

        start.ArgumentList.Add("--no-warnings");
        start.ArgumentList.Add(string.Create(CultureInfo.InvariantCulture, $"--max-old-space-size={options.WorkerHeapMiB}"));
        if (permissionFlag is not null)
        {
            start.ArgumentList.Add(permissionFlag);
            start.ArgumentList.Add($"--allow-fs-read={Path.Combine(Folder, "*")}");
            // The watchdog inside the worker is a thread.
            start.ArgumentList.Add("--allow-worker");
        }
        start.ArgumentList.Add(Path.Combine(Folder, "worker.mjs"));
        start.ArgumentList.Add(Settings(options));
        return start;
    }

    private static string Settings(JavaScriptOptions options) => JsonSerializer.Serialize(new
    {
        timeLimit = (int)options.TimeLimit.TotalMilliseconds,
        // The host kills first, unless there is no host any more.
        patience = (int)(options.TimeLimit + (2 * options.Grace)).TotalMilliseconds + 500,
        memoryLimit = options.MemoryLimitMiB * 1024L * 1024,
        stackLimit = options.StackLimitKiB * 1024,
        elements = options.MaxElements,
        characters = options.MaxResultCharacters,
    });
}
