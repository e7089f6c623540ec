using System.Diagnostics;

namespace RefineWorkflows.Tests.Shared;

/// <summary>A fact that mounts a small disk. Skipped, and said so, where that is not allowed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactOnLinuxRootAttribute : FactAttribute
{
    private static readonly Lazy<bool> CanMount = new(() =>
    {
        if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess) return false;
        using var folder = new TempFolder();
        if (!Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.Path)) return false;
        return Run("umount", folder.Path);
    });

    public FactOnLinuxRootAttribute()
    {
        if (!CanMount.Value) Skip = "needs Linux, root and permission to mount a tmpfs";
    }

    public static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
