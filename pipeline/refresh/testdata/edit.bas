' What people do to a paper in LibreOffice, one thing to each file of a folder: N.docx is
' saved as sua-N.docx, and log.txt tells how each ended. What is typed stands in « ».
Const edits = 22

Sub Main(folder As String)
  Dim n As Integer
  For n = 1 To edits
    Note(folder, n & " " & One(folder, n))
  Next n
End Sub

Sub Note(folder As String, text As String)
  Dim f As Integer
  f = FreeFile()
  Open folder & "/log.txt" For Append As #f
  Print #f, text
  Close #f
End Sub

Function One(folder As String, n As Integer) As String
  Dim doc
  On Error Goto Failed
  doc = StarDesktop.loadComponentFromURL(ConvertToURL(folder & "/" & n & ".docx"), "_blank", 0, Array(Named("Hidden", True)))
  One = Edit(doc, n)
  doc.RecordChanges = False
  doc.storeToURL(ConvertToURL(folder & "/sua-" & n & ".docx"), Array(Named("FilterName", "MS Word 2007 XML")))
  doc.close(True)
  Exit Function
Failed:
  One = "failed: " & Error$
End Function

Function Named(name As String, value)
  Dim p As New com.sun.star.beans.PropertyValue
  p.Name = name
  p.Value = value
  Named = p
End Function

Function Found(doc, text As String)
  Dim d
  d = doc.createSearchDescriptor()
  d.SearchString = text
  d.SearchCaseSensitive = True
  Found = doc.findFirst(d)
End Function

Sub Say(doc, where, text As String)
  where.Text.insertString(where, text, False)
End Sub

Sub Dispatch(doc, command As String)
  CreateUnoService("com.sun.star.frame.DispatchHelper").executeDispatch(doc.CurrentController.Frame, ".uno:" & command, "", 0, Array())
End Sub

' A whole paragraph that holds a text.
Function Paragraph(doc, text As String)
  Dim r, c
  r = Found(doc, text)
  c = r.Text.createTextCursorByRange(r)
  c.gotoStartOfParagraph(False)
  c.gotoEndOfParagraph(True)
  c.goRight(1, True)
  Paragraph = c
End Function

Function Edit(doc, n As Integer) As String
  Dim r, c, t, o, d
  Select Case n
  Case 1
    Edit = "types inside a value"
    r = Found(doc, "1.286")
    c = r.Text.createTextCursorByRange(r.End)
    c.goLeft(2, False)
    Say(doc, c, "«gõ»")
  Case 2
    Edit = "types before a value"
    Say(doc, Found(doc, "1.286").Start, "«gõ» ")
  Case 3
    Edit = "types behind a value"
    Say(doc, Found(doc, "1.286").End, " «gõ»")
  Case 4
    Edit = "deletes a value"
    Found(doc, "1.286").setString("")
  Case 5
    Edit = "writes words in the place of a value"
    Found(doc, "1.272").setString("«gõ»")
  Case 6
    Edit = "deletes the paragraph of a record"
    Paragraph(doc, "Đoàn thanh niên").setString("")
  Case 7
    Edit = "moves a paragraph by cutting and pasting"
    doc.CurrentController.select(Paragraph(doc, "Hội phụ nữ"))
    Dispatch(doc, "Cut")
    doc.CurrentController.select(Paragraph(doc, "Cộng:").Start)
    Dispatch(doc, "Paste")
  Case 8
    Edit = "copies a paragraph"
    doc.CurrentController.select(Paragraph(doc, "Toàn tỉnh"))
    Dispatch(doc, "Copy")
    doc.CurrentController.select(Paragraph(doc, "Cộng:").Start)
    Dispatch(doc, "Paste")
  Case 9
    Edit = "inserts a row"
    t = doc.TextTables.getByIndex(0)
    t.Rows.insertByIndex(3, 1)
    t.getCellByName("B4").setString("«gõ»")
    t.getCellByName("C4").setString("«gõ thêm»")
  Case 10
    Edit = "deletes a row"
    doc.TextTables.getByIndex(0).Rows.removeByIndex(2, 1)
  Case 11
    Edit = "moves a row by cutting and pasting"
    t = doc.TextTables.getByIndex(0)
    doc.CurrentController.select(t.getCellRangeByName("A2:C2"))
    Dispatch(doc, "Cut")
    doc.CurrentController.select(t.getCellByName("A4"))
    Dispatch(doc, "PasteTableRowsBefore")
  Case 12
    Edit = "sorts a table"
    t = doc.TextTables.getByIndex(0).getCellRangeByName("A2:C5")
    d = t.createSortDescriptor()
    For o = 0 To UBound(d)
      If d(o).Name = "SortFields" Then
        Dim by(0) As New com.sun.star.table.TableSortField
        by(0).Field = 2
        by(0).IsAscending = False
        by(0).FieldType = com.sun.star.table.TableSortFieldType.ALPHANUMERIC
        d(o).Value = by()
      End If
    Next o
    t.sort(d)
  Case 13
    Edit = "splits a cell"
    doc.TextTables.getByIndex(0).createCursorByCellName("C2").splitRange(1, False)
    doc.TextTables.getByIndex(0).getCellByName("B1").setString("Đơn vị «gõ»")
  Case 14
    Edit = "merges cells"
    c = doc.TextTables.getByIndex(0).createCursorByCellName("B3")
    c.gotoCellByName("C3", True)
    c.mergeRange()
  Case 15
    Edit = "makes a value and words bold"
    Found(doc, "Toàn tỉnh").CharWeight = com.sun.star.awt.FontWeight.BOLD
    Found(doc, "1.286").CharWeight = com.sun.star.awt.FontWeight.BOLD
    Found(doc, "1.286").CharUnderline = com.sun.star.awt.FontUnderline.SINGLE
  Case 16
    Edit = "tracked: types words and a row"
    doc.RecordChanges = True
    Say(doc, Found(doc, "Toàn tỉnh").End, " «gõ»")
    Say(doc, doc.TextTables.getByIndex(0).getCellByName("B3").End, " «gõ thêm»")
  Case 17
    Edit = "tracked: deletes a value and words"
    doc.RecordChanges = True
    Found(doc, "1.286").setString("")
    Found(doc, "so với năm trước").setString("«gõ»")
  Case 18
    Edit = "writes the figure of now by hand, and another one beside it"
    doc.TextTables.getByIndex(0).getCellByName("C5").setString("78")
    Say(doc, Found(doc, "Toàn tỉnh").Start, "«gõ» ")
  Case 19
    Edit = "searches and replaces"
    d = doc.createReplaceDescriptor()
    d.SearchString = "buổi"
    d.ReplaceString = "buổi «gõ»"
    doc.replaceAll(d)
  Case 20
    Edit = "writes into header and footer"
    d = doc.StyleFamilies.getByName("PageStyles")
    For o = 0 To d.Count - 1
      If d.getByIndex(o).isInUse() Then
        d.getByIndex(o).HeaderIsOn = True
        d.getByIndex(o).HeaderText.setString("«gõ»")
        d.getByIndex(o).FooterIsOn = True
        d.getByIndex(o).FooterText.setString("«gõ thêm» 12.345")
      End If
    Next o
  Case 21
    Edit = "adds a footnote, a heading and a page break"
    r = Found(doc, "Cộng:")
    o = doc.createInstance("com.sun.star.text.Footnote")
    r.Text.insertTextContent(r.End, o, False)
    o.setString("«gõ»")
    c = Paragraph(doc, "Cộng:")
    c.BreakType = com.sun.star.style.BreakType.PAGE_BEFORE
    c.collapseToStart()
    Say(doc, c, "Mục «gõ thêm»" & Chr(13))
  Case 22
    Edit = "splits a paragraph within a value and joins two others"
    r = Found(doc, "1.286")
    c = r.Text.createTextCursorByRange(r.Start)
    c.goRight(2, False)
    r.Text.insertControlCharacter(c, com.sun.star.text.ControlCharacter.PARAGRAPH_BREAK, False)
    c = Found(doc, "Hội phụ nữ").Start
    c = c.Text.createTextCursorByRange(c)
    c.gotoStartOfParagraph(False)
    c.goLeft(1, True)
    c.setString(" «gõ» ")
  End Select
End Function
