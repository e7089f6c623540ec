namespace RefineWorkflows.Refinement.Tests.Judging.Text;

/// <summary>A program that takes tesseract's place and does as it is written.</summary>
internal static class ReadingProgram
{
    /// <summary>Puts it into a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="lines">What it does, as a shell reads it.</param>
    /// <returns>The program.</returns>
    public static string Install(string folder, string lines)
    {
        string program = Path.Combine(folder, "tesseract");
        File.WriteAllText(program, $"#!/bin/sh\n{lines}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return program;
    }
}
