using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace RefineWorkflows.Refinement.Backends.Gpu;

/// <summary>Asks the driver's own tool about the cards of this machine.</summary>
public static class NvidiaSmi
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>The cards; empty where there is no NVIDIA driver, or where it does not answer within 5 s.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="program">The tool to start.</param>
    public static async Task<IReadOnlyList<NvidiaDevice>> DevicesAsync(CancellationToken cancellationToken, string program = "nvidia-smi")
    {
        using var process = new Process { StartInfo = new ProcessStartInfo(program, ["--query-gpu=index,name,memory.total,memory.used", "--format=csv,noheader,nounits"]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false } };
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            return [];
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            Task<string> errors = process.StandardError.ReadToEndAsync(limit.Token);
            string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await errors;
            await process.WaitForExitAsync(limit.Token);
            return process.ExitCode == 0 ? Parse(output) : [];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Reads the tool's table: index, name, MiB in all, MiB in use. Lines with other content (a card that cannot tell) are left out.</summary>
    public static IReadOnlyList<NvidiaDevice> Parse(string output)
    {
        var devices = new List<NvidiaDevice>();
        foreach (string line in output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            string[] cells = line.Split(',', StringSplitOptions.TrimEntries);
            if (cells.Length >= 4
                && int.TryParse(cells[0], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                && long.TryParse(cells[^2], NumberStyles.None, CultureInfo.InvariantCulture, out long total)
                && long.TryParse(cells[^1], NumberStyles.None, CultureInfo.InvariantCulture, out long used))
            {
                devices.Add(new NvidiaDevice(index, string.Join(", ", cells[1..^2]), total << 20, used << 20));
            }
        }

        return devices;
    }
}
