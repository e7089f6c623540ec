using System.Diagnostics;

namespace RefineWorkflows.Tests.Shared;

/// <summary>A disk of a few megabytes, most of them taken by a file that can be deleted to make room. Whoever may not mount one runs <c>./test</c>, which has a namespace of its own for that.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempFolder folder = new();

    public SmallDisk(int megabytes, int taken)
    {
        Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", folder.Path);
        File.WriteAllBytes(Ballast, new byte[taken << 20]);
    }

    public string Path => folder.Path;

    private string Ballast => System.IO.Path.Combine(folder.Path, "ballast");

    public void MakeRoom() => File.Delete(Ballast);

    public void Dispose()
    {
        Run("umount", folder.Path);
        folder.Dispose();
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {process.StandardError.ReadToEnd().Trim()} The test of a full disk mounts a small one: run ./test, or be root.");
    }
}
