using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace RefineWorkflows.Refinement.Judging.Text;

/// <summary>
/// Reads the words in a picture by the program tesseract, which is not shipped: the PNG goes in and the text comes out by
/// pipes, without a shell and without a file. What it prints is data, never markup and never an instruction.
/// </summary>
/// <param name="program">The program's path.</param>
/// <param name="time">The clock of the time limit.</param>
public sealed class Tesseract(string program, TimeProvider time)
{
    private const int LongestText = 256 * 1024, LongestTold = 160;

    /// <summary>Words anywhere in the picture, in no particular layout, as a table.</summary>
    private static readonly string[] Arguments = ["stdin", "stdout", "--psm", "11", "tsv"];

    /// <summary>How long one picture may take. Default 20 s.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The program's path.</summary>
    public string Program => program;

    /// <summary>The program that a setting names, or the one on the search path; null when there is none.</summary>
    /// <param name="setting">A path, or null.</param>
    /// <param name="searchPath">Folders as the variable PATH lists them.</param>
    public static string? Find(string? setting, string? searchPath)
    {
        if (!string.IsNullOrWhiteSpace(setting))
            return File.Exists(setting) ? Path.GetFullPath(setting) : null;
        string name = OperatingSystem.IsWindows() ? "tesseract.exe" : "tesseract";
        return (searchPath ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathFullyQualified)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Reads one picture. Whatever the program does wrong is a problem of the reading, never an exception.</summary>
    /// <param name="png">A picture that was decoded and encoded here: the program is shown nothing that came from outside as it is.</param>
    /// <param name="cancellationToken">Ends the program and what it started.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<TextReading> ReadAsync(ReadOnlyMemory<byte> png, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(TimeLimit, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var process = new Process { StartInfo = Start() };
        try
        {
            process.Start();
        }
        catch (Win32Exception missing)
        {
            return Failed($"'{program}' cannot be started: {missing.Message}. Install tesseract, or name it in the setting Ocr:Tesseract.");
        }

        try
        {
            Task<string> text = KeepAsync(process.StandardOutput, stop.Token);
            Task<string> complaints = KeepAsync(process.StandardError, stop.Token);
            bool wholePicture = await ShowAsync(process, png, stop.Token);
            await Task.WhenAll(text, complaints, process.WaitForExitAsync(stop.Token));
            string read = await text;
            string told = Told(await complaints);
            if (process.ExitCode != 0)
                return Failed(string.Create(CultureInfo.InvariantCulture, $"'{program}' ended with exit code {process.ExitCode}: {told}."));
            return wholePicture ? new TextReading(TesseractTable.Words(read), null) : Failed($"'{program}' ended before it had read the picture: {told}.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(string.Create(CultureInfo.InvariantCulture, $"'{program}' took longer than {TimeLimit.TotalSeconds:0.#} s and was ended."));
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    private ProcessStartInfo Start()
    {
        var start = new ProcessStartInfo(program, Arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // More threads make it slower on small pictures, and the painter needs the cores.
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        return start;
    }

    /// <returns>False when the program closed its input early; why, it tells itself.</returns>
    private static async Task<bool> ShowAsync(Process process, ReadOnlyMemory<byte> png, CancellationToken cancellationToken)
    {
        try
        {
            await using Stream input = process.StandardInput.BaseStream;
            await input.WriteAsync(png, cancellationToken);
            await input.FlushAsync(cancellationToken);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Reads to the end, so that the program never waits, and keeps the beginning.</summary>
    private static async Task<string> KeepAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        char[] kept = new char[LongestText];
        int length = await reader.ReadBlockAsync(kept, cancellationToken);
        char[] rest = new char[4096];
        for (int more = length; more > 0;)
            more = await reader.ReadAsync(rest, cancellationToken);
        return new string(kept, 0, length);
    }

    private static TextReading Failed(string problem) => new(null, problem);

    private static string Told(string output)
    {
        string line = string.Join(' ', output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');
        return line.Length == 0 ? "it said nothing" : line.Length <= LongestTold ? line : line[..LongestTold] + "…";
    }
}
