using System.Diagnostics;
using System.Globalization;
using RefineWorkflows.Refinement.Judging.Text;
using RefineWorkflows.Refinement.Tests.Judging.Measuring;

namespace RefineWorkflows.Refinement.Tests.Judging.Text;

public sealed class ReadingWords
{
    [Fact]
    public async Task The_program_gets_the_picture_by_a_pipe_and_gives_its_words_by_another()
    {
        using var folder = new TempFolder();
        string shown = Path.Combine(folder.Path, "shown");
        byte[] picture = SomePicture.Flat(90);

        TextReading read = await ReadAsync(folder, $"cat > '{shown}'; echo \"$@\"; echo 'Estimating resolution' >&2", picture);

        Assert.Equal(new TextReading("stdin stdout --psm 11 tsv\n", null), read);
        Assert.Equal(picture, await File.ReadAllBytesAsync(shown));
    }

    [Fact]
    public async Task Of_its_table_the_words_are_kept_that_it_is_sure_of()
    {
        using var folder = new TempFolder();
        const string Table = "level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n"
            + "4\\t1\\t1\\t1\\t1\\t0\\t9\\t9\\t90\\t20\\t-1\\t\\n5\\t1\\t1\\t1\\t1\\t1\\t9\\t9\\t40\\t20\\t96.5\\tOPEN\\n5\\t1\\t1\\t1\\t1\\t2\\t9\\t9\\t40\\t20\\t31\\tgeo\\n5\\t1\\t1\\t1\\t1\\t3\\t9\\t9\\t40\\t20\\t60\\tlate\\n";

        Assert.Equal("OPEN late", (await ReadAsync(folder, $"cat > /dev/null; printf '{Table}'", SomePicture.Flat(90))).Words);
    }

    [Fact]
    public async Task A_program_that_fails_is_quoted()
    {
        using var folder = new TempFolder();
        TextReading read = await ReadAsync(folder, "cat > /dev/null; echo 'half a wo'; echo 'Error opening data file eng.traineddata' >&2; exit 3", SomePicture.Flat(90));

        Assert.Null(read.Words);
        Assert.Contains("exit code 3: Error opening data file eng.traineddata.", read.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_of_a_program_that_has_not_read_the_picture_are_not_believed()
    {
        using var folder = new TempFolder();
        TextReading read = await ReadAsync(folder, "exec 0<&-; echo OPEN", new byte[4 << 20]);

        Assert.Null(read.Words);
        Assert.Contains("before it had read the picture", read.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_a_program_that_never_stops_talking_the_beginning_is_kept()
    {
        using var folder = new TempFolder();
        TextReading read = await ReadAsync(folder, "cat > /dev/null; yes word | head -c 3000000; yes noise | head -c 3000000 >&2", SomePicture.Flat(90));

        Assert.Equal(256 * 1024, read.Words?.Length);
        Assert.StartsWith("word\nword\n", read.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_too_slow_is_ended_with_its_children()
    {
        using var folder = new TempFolder();
        string child = Path.Combine(folder.Path, "child");
        var slow = new Tesseract(ReadingProgram.Install(folder.Path, $"sleep 600 &\necho $! > '{child}'\nwait"), TimeProvider.System) { TimeLimit = TimeSpan.FromMilliseconds(500) };

        TextReading read = await slow.ReadAsync(SomePicture.Flat(90), CancellationToken.None);

        Assert.Contains("took longer than 0.5 s and was ended", read.Problem, StringComparison.Ordinal);
        Assert.True(Ends(child));
    }

    [Fact]
    public async Task Cancelling_ends_the_program_and_is_no_problem_of_the_picture()
    {
        using var folder = new TempFolder();
        string child = Path.Combine(folder.Path, "child");
        var slow = new Tesseract(ReadingProgram.Install(folder.Path, $"sleep 600 &\necho $! > '{child}'\nwait"), TimeProvider.System);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => slow.ReadAsync(SomePicture.Flat(90), stop.Token));

        Assert.True(Ends(child));
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_named()
    {
        TextReading read = await new Tesseract("/nowhere/tesseract", TimeProvider.System).ReadAsync(SomePicture.Flat(90), CancellationToken.None);

        Assert.Null(read.Words);
        Assert.Contains("/nowhere/tesseract", read.Problem, StringComparison.Ordinal);
        Assert.Contains("Ocr:Tesseract", read.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_is_looked_for_on_the_search_path_and_nowhere_else()
    {
        using var folder = new TempFolder();
        string name = OperatingSystem.IsWindows() ? "tesseract.exe" : "tesseract";
        File.WriteAllText(Path.Combine(folder.Path, name), "");

        Assert.Equal(Path.Combine(folder.Path, name), Tesseract.Find(null, $".{Path.PathSeparator}{folder.Path}"));
        Assert.Equal(Path.Combine(folder.Path, name), Tesseract.Find(Path.Combine(folder.Path, name), null));
        Assert.Null(Tesseract.Find(null, "."));
        Assert.Null(Tesseract.Find(Path.Combine(folder.Path, "other"), folder.Path));
    }

    private static Task<TextReading> ReadAsync(TempFolder folder, string lines, byte[] picture)
        => new Tesseract(ReadingProgram.Install(folder.Path, lines), TimeProvider.System).ReadAsync(picture, CancellationToken.None);

    // A child that was killed stays in the table until somebody asks for it: init, as its parent is gone.
    private static bool Ends(string file)
    {
        try
        {
            using var process = Process.GetProcessById(int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture));
            return process.WaitForExit(TimeSpan.FromSeconds(10));
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
